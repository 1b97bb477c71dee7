import { Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProofKind } from '../../../../workflows/contracts/factors.ts';
import { FactorIcon } from './factor-look.tsx';

interface KindChoiceProps {
  readonly label: string;
  readonly kinds: readonly ProofKind[];
  readonly onChoose: (kind: ProofKind) => void;
}

/** Ways to choose from, each with what it means. */
export function KindChoice({ label, kinds, onChoose }: KindChoiceProps) {
  const { t } = useTranslation();
  return (
    <ul className="m-factor-kinds" aria-label={label}>
      {kinds.map((kind) => (
        <li key={kind}>
          <UnstyledButton
            className="m-way"
            onClick={() => {
              onChoose(kind);
            }}
          >
            <FactorIcon kind={kind} />
            <span className="m-grow">
              <Text size="sm" fw={600} component="span" display="block">
                {t(`factors.kinds.${kind}`)}
              </Text>
              <Text size="xs" c="dimmed" component="span" display="block">
                {t(`factors.hints.${kind}`)}
              </Text>
            </span>
            <IconChevronRight size={16} aria-hidden />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
