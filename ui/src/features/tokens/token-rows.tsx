/** API tokens, one row each, with a button that ends it. */
import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiToken } from '../../api/schema.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Name } from '../../components/name.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import '../../i18n/account-words.ts';

interface TokenRowsProps {
  readonly tokens: readonly ApiToken[];
  /** Where they are of several people. */
  readonly showsOwner: boolean;
  readonly end: (token: ApiToken) => Promise<unknown>;
}

export function TokenRows({ tokens, showsOwner, end }: TokenRowsProps) {
  const { t } = useTranslation();
  const [ending, setEnding] = useState<ApiToken | null>(null);
  return (
    <>
      <ul className="m-rows" aria-label={t('tokens.title')}>
        {tokens.map((token) => (
          <li key={token.id}>
            <div className="m-grow">
              <Text size="sm" fw={600} component="div">
                <Name>{token.name}</Name> <bdi className="m-path">{`${token.hint}…`}</bdi>{' '}
                {token.kind === 'service' && <Badge tone="quiet">{t('tokens.kinds.service')}</Badge>}{' '}
                {token.state !== 'active' && <Badge tone="quiet">{t(`tokens.states.${token.state}`)}</Badge>}
              </Text>
              {showsOwner && (
                <Text size="sm" component="div">
                  <Name>{token.owner.name}</Name>
                </Text>
              )}
              <Text size="xs" c="dimmed" component="div" title={scopeNames(token)}>
                <Facts token={token} showsOwner={showsOwner} />
              </Text>
            </div>
            {token.state === 'active' && (
              <Button
                variant="default"
                size="xs"
                aria-label={t('tokens.endOne', { name: token.name })}
                onClick={() => {
                  setEnding(token);
                }}
              >
                {t('tokens.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={ending !== null}
        onClose={() => {
          setEnding(null);
        }}
        title={t('tokens.endOne', { name: ending?.name ?? '' })}
        text={t('tokens.endText')}
        confirmLabel={t('tokens.end')}
        action={async () => {
          if (ending !== null) await end(ending);
          notifications.show({ message: t('tokens.ended') });
        }}
      />
    </>
  );

  function scopeNames({ scopes }: ApiToken): string {
    return scopes.map((scope) => t(`permissions.${scope}`)).join(', ');
  }
}

function Facts({ token, showsOwner }: { token: ApiToken; showsOwner: boolean }) {
  const { t } = useTranslation();
  const { scopes, owner, madeBy, lastUsedAt, lastUsedAddress, state, endReason } = token;
  return (
    <>
      {scopes.length === 0 ? t('tokens.readsOnly') : t('tokens.scopeCount', { count: scopes.length })}
      {' · '}
      {t('tokens.since')} <Time at={token.createdAt} />
      {(showsOwner || madeBy.id !== owner.id) && ` ${t('tokens.by', { name: madeBy.name })}`}
      {' · '}
      {lastUsedAt === null ? (
        t('tokens.neverUsed')
      ) : (
        <>
          {t('tokens.lastUsed')} <Time at={lastUsedAt} />
          {lastUsedAddress !== null && ` ${t('tokens.from', { address: lastUsedAddress })}`}
        </>
      )}
      {' · '}
      {state === 'ended' && endReason !== null && token.endedAt !== null ? (
        <>
          {t(`tokens.ends.${endReason}`)} <Time at={token.endedAt} />
        </>
      ) : (
        <>
          {t(state === 'expired' ? 'tokens.expired' : 'tokens.expires')} <Time at={token.expiresAt} />
        </>
      )}
    </>
  );
}
