import { Type } from 'typebox';
import { factorKinds, proofKinds } from '../../workflows/contracts/factors.ts';
import { Body, Instant, Nullable } from './common.ts';
import { SessionView } from './session.ts';

const Kind = Type.Enum([...factorKinds]);

export const PendingView = Type.Object(
  {
    step: Type.Enum(['prove', 'enrol'], {
      description: 'prove: give an enrolled factor; enrol: enrol one first',
    }),
    storeId: Type.String(),
    user: Type.Object({ name: Type.String(), loginName: Type.String() }),
    factors: Type.Array(Kind, { description: 'Any one of them will do' }),
    backupCodes: Type.Boolean({ description: 'A backup code will do as well' }),
    enrol: Type.Array(Kind, { description: 'Kinds that may be enrolled now' }),
    expiresAt: Instant,
  },
  { title: 'PendingSignIn', description: 'The password was right; a second factor is needed' },
);

export const EmptyBody = Body({});

export const AskBody = Body({ kind: Kind });

export const AskedView = Type.Object(
  {
    totp: Type.Optional(Type.Object({ secret: Type.String(), uri: Type.String() })),
    address: Type.Optional(Type.String({ description: 'Where the code was sent, in part' })),
    questions: Type.Optional(
      Type.Object({
        texts: Type.Array(Type.String()),
        count: Type.Integer(),
        minAnswerLength: Type.Integer(),
      }),
    ),
    webauthn: Type.Optional(
      Type.Unknown({ description: 'Options of the WebAuthn call, in their JSON form' }),
    ),
  },
  { title: 'FactorChallenge' },
);

const Answer = {
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  answers: Type.Optional(
    Type.Array(Type.String({ maxLength: 400 }), {
      maxItems: 20,
      description: 'To the questions, in their order',
    }),
  ),
  credential: Type.Optional(
    Type.Object({}, { additionalProperties: true, description: 'What the WebAuthn call gave, as JSON' }),
  ),
};

export const ProofBody = Body({ kind: Type.Enum([...proofKinds]), ...Answer });

export const EnrolBody = Body({
  kind: Kind,
  address: Type.Optional(
    Type.String({
      format: 'email',
      maxLength: 320,
      description: 'Where codes go; the address of the directory when absent',
    }),
  ),
});

export const ConfirmBody = Body({
  kind: Kind,
  name: Type.Optional(Type.String({ maxLength: 60 })),
  code: Answer.code,
  credential: Answer.credential,
  questions: Type.Optional(
    Type.Array(
      Body({
        question: Type.String({ minLength: 1, maxLength: 200 }),
        answer: Type.String({ minLength: 1, maxLength: 200 }),
      }),
      { maxItems: 20 },
    ),
  ),
});

const FactorView = Type.Object(
  {
    id: Type.String(),
    kind: Kind,
    name: Type.String({ description: 'Empty where the person gave none' }),
    enabled: Type.Boolean({ description: 'False where the identity store no longer offers this kind' }),
    createdAt: Instant,
    lastUsedAt: Nullable(Instant),
  },
  { title: 'Factor' },
);

const BackupCodes = Nullable(
  Type.Array(Type.String(), { description: 'Shown this once; null where they were shown before' }),
);

export const EnrolledView = Type.Object({ factor: FactorView, backupCodes: BackupCodes });
export const EnrolledSession = Type.Object({ session: SessionView, backupCodes: BackupCodes });
export const NewBackupCodes = Type.Object({
  codes: Nullable(Type.Array(Type.String(), { description: 'Shown this once; null in a dry run' })),
});

const Kinds = Type.Array(Kind);
const stepUp = {
  demanded: Kinds,
  choose: Type.Integer({ description: 'And so many of those in `from`' }),
  from: Kinds,
};
/** What a role asks for beyond the sign-in (access-and-approvals E3). */
export const StepUpView = Type.Object(
  {
    ...stepUp,
    text: Type.String({ description: 'The same in words; empty where nothing is asked for' }),
  },
  { title: 'StepUp', description: 'What is asked for before a password is reset or an account unlocked' },
);
const OwnStepUpView = Type.Object(
  {
    ...stepUp,
    enough: Type.Boolean({ description: 'What one has enrolled passes it' }),
    missing: Kinds,
    missingChoices: Type.Integer({ description: 'And so many of those in `choices` have to be enrolled' }),
    choices: Kinds,
  },
  { title: 'OwnStepUp', description: 'What one’s role asks for, and how far what one has enrolled goes' },
);

export const FactorList = Type.Object(
  {
    items: Type.Array(FactorView),
    kinds: Type.Array(
      Type.Object({
        kind: Kind,
        room: Type.Boolean({ description: 'One more may be enrolled' }),
        named: Type.Boolean({ description: 'It is given a name' }),
      }),
      { description: 'What the identity store offers' },
    ),
    backupCodes: Type.Integer({ description: 'How many are left' }),
    needed: Type.Boolean({ description: 'The role asks for one of them at sign-in' }),
    stepUp: OwnStepUpView,
    freshUntil: Nullable(Instant),
  },
  { title: 'Factors' },
);

export const FactorParams = Type.Object({ factorId: Type.String({ format: 'uuid' }) });
export const RenameBody = Body({ name: Type.String({ minLength: 1, maxLength: 60 }) });

const Question = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
export const QuestionPoolBody = Body({
  questions: Type.Array(Question, {
    maxItems: 100,
    description: 'In the order they are offered',
  }),
});
export const QuestionPoolView = Type.Object(
  {
    questions: Type.Array(Type.String()),
    version: Type.Integer({ description: '0 while nobody has changed it' }),
  },
  { title: 'QuestionPool' },
);

export const FactorSettingsBody = Body({
  enrolmentEnabled: Type.Boolean({
    description: 'People whose role needs a factor enrol one before they come in',
  }),
  factors: Type.Array(Kind, { uniqueItems: true, maxItems: factorKinds.length }),
  questions: Nullable(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      maxItems: 100,
      uniqueItems: true,
      description: 'Pool of security questions; null for the one of the installation',
    }),
  ),
});

export const FactorSettingsView = Type.Object(
  {
    enrolmentEnabled: Type.Boolean(),
    factors: Type.Array(Kind),
    questions: Nullable(Type.Array(Type.String())),
    builtInQuestions: Type.Array(Type.String(), { description: 'The pool of the installation' }),
    unconfigured: Type.Array(Kind, { description: 'Kinds whose means are missing, such as a mail server' }),
    version: Type.Integer({ description: '0 while nothing is set' }),
  },
  { title: 'FactorSettings' },
);
