/** Security questions: some of the pool or one's own, each with its answer. */
import { Autocomplete, Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedInto } from '../../components/use-fields.ts';

interface Row {
  readonly question: string;
  readonly answer: string;
}

interface QuestionsFormProps {
  readonly pool: readonly string[];
  readonly count: number;
  readonly minAnswerLength: number;
  readonly saving: boolean;
  readonly onSave: (rows: { question: string; answer: string }[]) => void;
}

export function QuestionsForm({ pool, count, minAnswerLength, saving, onSave }: QuestionsFormProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState<readonly Row[]>(() =>
    Array.from({ length: count }, (_, index) => ({ question: pool[index] ?? '', answer: '' })),
  );
  const [checked, setChecked] = useState(false);
  const change = (index: number, part: Partial<Row>) => {
    setRows(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  };
  const wrongOf = ({ question, answer }: Row, index: number) => ({
    question:
      question.trim() === ''
        ? t('factors.questionMissing')
        : rows.some((row, at) => at < index && same(row.question, question))
          ? t('factors.questionTwice')
          : undefined,
    answer:
      Array.from(answer.trim()).length < minAnswerLength
        ? t('factors.answerShort', { count: minAnswerLength })
        : rows.some((row, at) => at < index && same(row.answer, answer))
          ? t('factors.answerTwice')
          : undefined,
  });
  const wrong = rows.map(wrongOf);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (wrong.every(({ question, answer }) => question === undefined && answer === undefined))
          onSave(rows.map(({ question, answer }) => ({ question: question.trim(), answer })));
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('factors.questionsText', { count })}</Text>
        {rows.map((row, index) => (
          <Stack key={index} gap={6}>
            <Autocomplete
              label={t('factors.question', { number: index + 1 })}
              data={[...pool]}
              maxLength={200}
              value={row.question}
              error={checked && wrong[index]?.question}
              onChange={(question) => {
                change(index, { question });
              }}
            />
            <TextInput
              label={t('factors.answer', { number: index + 1 })}
              autoComplete="off"
              maxLength={200}
              value={row.answer}
              error={checked && wrong[index]?.answer}
              onChange={typedInto((answer) => {
                change(index, { answer });
              })}
            />
          </Stack>
        ))}
        <Button type="submit" loading={saving}>
          {t('common.save')}
        </Button>
      </Stack>
    </form>
  );
}

const same = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase() && a.trim() !== '';
