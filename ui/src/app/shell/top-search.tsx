/** One box for whatever the directory holds; the first few are suggested while one types. */
import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit } from '../../api/schema.ts';
import { fewestLetters, suggestions } from '../../api/search.ts';
import { KindIcon } from '../../components/kind-icon.tsx';
import { CutName } from '../../components/name.tsx';
import { useProblemTitle } from '../../components/problem-alert.tsx';

const pauseMs = 250;
const everything = 'everything';

export function TopSearch({ onDone }: { onDone?: () => void }) {
  const { t } = useTranslation();
  const titleOf = useProblemTitle();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const typed = text.trim();
  const [asked] = useDebouncedValue(typed, pauseMs);
  const enough = Array.from(typed).length >= fewestLetters;
  const found = useQuery(suggestions({ text: asked }));
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
    },
  });
  useHotkeys([['mod+K', () => input.current?.focus()]], []);

  const leave = () => {
    setText('');
    combobox.closeDropdown();
    input.current?.blur();
    onDone?.();
  };
  const showAll = () => {
    void navigate({ to: '/search', search: { q: typed } });
    leave();
  };
  const items = enough ? (found.data?.items ?? []) : [];
  const open = ({ kind, storeId, id }: Hit) => {
    if (kind === 'group')
      void navigate({ to: '/groups/$storeId/$groupId', params: { storeId, groupId: id } });
    else if (kind === 'user')
      void navigate({ to: '/people/$storeId/$userId', params: { storeId, userId: id } });
    else if (kind === 'contact')
      void navigate({ to: '/contacts/$storeId/$contactId', params: { storeId, contactId: id } });
    else void navigate({ to: '/computers/$storeId/$computerId', params: { storeId, computerId: id } });
    leave();
  };
  const choose = (value: string) => {
    const hit = items.find((one) => valueOf(one) === value);
    if (hit === undefined) showAll();
    else open(hit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Nothing of the list is chosen: what was typed is searched for.
    if (event.key !== 'Enter' || combobox.getSelectedOptionIndex() !== -1) return;
    event.preventDefault();
    if (typed !== '') showAll();
  };
  const waiting = enough && (asked !== typed || found.isFetching);

  return (
    <div className="m-topsearch" role="search">
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
        <Combobox.Target>
          <TextInput
            ref={input}
            type="search"
            maw="100%"
            aria-label={t('shell.search')}
            placeholder={t('shell.searchHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={waiting ? <Loader size={14} /> : null}
            value={text}
            maxLength={200}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
            onFocus={() => {
              if (text !== '') combobox.openDropdown();
            }}
            onBlur={() => {
              combobox.closeDropdown();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!enough}>
          <Combobox.Options
            aria-label={t('shell.results')}
            mah="calc(100dvh - 80px)"
            style={{ overflowY: 'auto' }}
          >
            {!waiting && items.length === 0 && (
              // Nothing found and no answer are not the same (users-and-search S1.1).
              <Combobox.Empty>
                {found.error === null ? t('shell.nothing') : titleOf(found.error)}
              </Combobox.Empty>
            )}
            {items.map((hit) => (
              <Combobox.Option key={valueOf(hit)} value={valueOf(hit)}>
                <Suggestion hit={hit} />
              </Combobox.Option>
            ))}
            {items.length > 0 && (
              <Combobox.Option value={everything} className="m-suggest-all">
                {t('shell.allResults', { text: typed })}
              </Combobox.Option>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}

const valueOf = ({ storeId, id }: Hit): string => `${storeId}/${id}`;

/** The name, and beneath it what tells two of the same name apart. */
function Suggestion({ hit }: { hit: Hit }) {
  const { t } = useTranslation();
  const second = [t(`kinds.${hit.kind}`), hit.department ?? hit.description, hit.mail].filter(
    (part) => part !== null,
  );
  return (
    <span className="m-suggest">
      <KindIcon kind={hit.kind} />
      <span>
        <CutName>{hit.displayName}</CutName>
        <span className="m-second">
          <CutName>{second.join(' · ')}</CutName>
        </span>
      </span>
    </span>
  );
}
