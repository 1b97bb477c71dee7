/** Security questions: answers are kept as slow hashes and compared after trimming and folding of case. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type Factor, FactorRefused, invalidField } from './contract.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const hashBytes = 32;
const maxQuestionLength = 200;
const maxAnswerLength = 200;

interface KeptAnswer {
  readonly question: string;
  readonly salt: string;
  readonly hash: string;
}
interface QuestionsSecret {
  readonly answers: readonly KeptAnswer[];
}

const folded = (answer: string): string => answer.trim().normalize('NFC').toUpperCase().toLowerCase();

const hashOf = (answer: string, salt: string): Promise<Buffer> =>
  derive(folded(answer), Buffer.from(salt, 'hex'), hashBytes);

export const questions: Factor = {
  mostPerPerson: 1,
  replaces: true,
  named: false,
  enrol: (context) => ({
    shown: {
      questions: {
        texts: context.questions,
        count: context.rules.questions,
        minAnswerLength: context.rules.minAnswerLength,
      },
    },
    state: {},
  }),
  confirm: async ({ rules }, _state, { questions: chosen = [] }) => {
    if (chosen.length !== rules.questions)
      throw invalidField('questions', `must be ${rules.questions} questions with their answers`);
    const seen = { questions: new Set<string>(), answers: new Set<string>() };
    for (const [position, { question, answer }] of chosen.entries()) {
      const text = question.trim();
      if (text === '' || text.length > maxQuestionLength)
        throw invalidField(
          `questions/${position}/question`,
          `must have 1 to ${maxQuestionLength} characters`,
        );
      if (seen.questions.has(folded(text)))
        throw invalidField(`questions/${position}/question`, 'is chosen twice');
      const length = Array.from(answer.trim()).length;
      if (length < rules.minAnswerLength || length > maxAnswerLength)
        throw invalidField(
          `questions/${position}/answer`,
          `must have at least ${rules.minAnswerLength} characters`,
        );
      if (seen.answers.has(folded(answer)))
        throw invalidField(`questions/${position}/answer`, 'is the answer to another question already');
      seen.questions.add(folded(text));
      seen.answers.add(folded(answer));
    }
    const answers = await Promise.all(
      chosen.map(async ({ question, answer }) => {
        const salt = randomBytes(16).toString('hex');
        return { question: question.trim(), salt, hash: (await hashOf(answer, salt)).toString('hex') };
      }),
    );
    return { secret: { answers } satisfies QuestionsSecret, counter: null, credentialId: null };
  },
  ask: (_context, [known]) => {
    if (known === undefined) throw new FactorRefused('factor.failed', 'You have not enrolled questions.');
    const texts = (known.secret as QuestionsSecret).answers.map(({ question }) => question);
    return { shown: { questions: { texts, count: texts.length, minAnswerLength: 1 } }, state: {} };
  },
  prove: async (_context, [known], { answers: given = [] }) => {
    if (known === undefined) return null;
    const { answers } = known.secret as QuestionsSecret;
    if (given.some((answer) => answer.length > maxAnswerLength * 2)) return null;
    // All are looked at, so that the time does not tell which one is wrong.
    const right = await Promise.all(
      answers.map(async ({ salt, hash }, position) =>
        timingSafeEqual(await hashOf(given[position] ?? '', salt), Buffer.from(hash, 'hex')),
      ),
    );
    return answers.length > 0 && given.length === answers.length && right.every(Boolean)
      ? { id: known.id, counter: null }
      : null;
  },
};
