/** One box for groups and people; results come from the index while one types. */
import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconSearch, IconUser, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupList, userList } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { CutName } from '../../components/name.tsx';

const longest = 5;

export function TopSearch({ onDone }: { onDone?: () => void }) {
  const { t } = useTranslation();
  const { store } = useSession();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 100);
  const enabled = search !== '';
  const groups = useQuery({ ...groupList(store.id, { search, limit: longest }), enabled });
  const people = useQuery({ ...userList(store.id, { search, limit: longest }), enabled });
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
  const choose = (value: string) => {
    const [kind, ...rest] = value.split(':');
    const id = rest.join(':');
    if (kind === 'group')
      void navigate({ to: '/groups/$storeId/$groupId', params: { storeId: store.id, groupId: id } });
    else if (kind === 'person')
      void navigate({ to: '/people/$storeId/$userId', params: { storeId: store.id, userId: id } });
    else void navigate({ to: '/groups', search: { q: search } });
    leave();
  };
  const groupItems = enabled ? (groups.data?.items ?? []) : [];
  const personItems = enabled ? (people.data?.items ?? []) : [];
  const fetching = groups.isFetching || people.isFetching;
  const nothing = enabled && !fetching && groupItems.length + personItems.length === 0;

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
            rightSection={fetching && enabled ? <Loader size={14} /> : null}
            value={text}
            maxLength={200}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onFocus={() => {
              if (text !== '') combobox.openDropdown();
            }}
            onBlur={() => {
              combobox.closeDropdown();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!enabled}>
          <Combobox.Options aria-label={t('shell.results')} mah={420} style={{ overflowY: 'auto' }}>
            {nothing && <Combobox.Empty>{t('shell.nothing')}</Combobox.Empty>}
            {groupItems.length > 0 && (
              <Combobox.Group label={t('navigation.groups')}>
                {groupItems.map(({ id, displayName }) => (
                  <Combobox.Option key={id} value={`group:${id}`}>
                    <IconUsersGroup size={16} aria-hidden style={{ verticalAlign: -3, marginInlineEnd: 8 }} />
                    <CutName>{displayName}</CutName>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            )}
            {personItems.length > 0 && (
              <Combobox.Group label={t('navigation.people')}>
                {personItems.map(({ id, displayName }) => (
                  <Combobox.Option key={id} value={`person:${id}`}>
                    <IconUser size={16} aria-hidden style={{ verticalAlign: -3, marginInlineEnd: 8 }} />
                    <CutName>{displayName}</CutName>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            )}
            {groupItems.length === longest && (
              <Combobox.Option value="all">{t('shell.allResults')}</Combobox.Option>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}
