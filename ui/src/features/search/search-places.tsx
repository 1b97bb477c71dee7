/** Where to search: stores, and within them domains and containers (users-and-search S3.1). */
import { ActionIcon, Button, Checkbox, Group, Input, Modal, Text } from '@mantine/core';
import { IconBuilding, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { places as placesOf } from '../../api/search.ts';
import type { Place } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { CutName } from '../../components/name.tsx';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { type ReadableStore, useReadableStores } from './readable-stores.ts';

interface Where {
  /** Ids separated by commas; the store signed in to when absent. */
  readonly stores: string | undefined;
  /** `storeId:placeId`; a store without one is searched whole. */
  readonly within: readonly string[] | undefined;
}

interface SearchPlacesProps {
  readonly value: Where;
  readonly onChange: (value: Where) => void;
}

export const keyOf = (storeId: string, placeId: string): string =>
  `${storeId}:${encodeURIComponent(placeId)}`;
const storeOf = (key: string): string => key.slice(0, key.indexOf(':'));

export function SearchPlaces({ value, onChange }: SearchPlacesProps) {
  const { t } = useTranslation();
  const label = useId();
  const { store } = useSession();
  const readable = useReadableStores();
  const [opened, setOpened] = useState(false);
  const stores = new Set((value.stores ?? store.id).split(','));
  const within = new Set(value.within);
  const choose = (nextStores: ReadonlySet<string>, nextWithin: ReadonlySet<string>) => {
    // Without any store there is nothing to search.
    const ids = nextStores.size === 0 ? [store.id] : [...nextStores];
    const isOwn = ids.length === 1 && ids[0] === store.id;
    onChange({
      stores: isOwn ? undefined : ids.join(','),
      within: nextWithin.size === 0 ? undefined : [...nextWithin],
    });
  };
  const [only = ''] = within.size === 1 ? within : [];
  const around = useQuery({ ...placesOf(storeOf(only)), enabled: only !== '' });
  const place = around.data?.find(({ id }) => keyOf(storeOf(only), id) === only);
  const summary =
    within.size > 0
      ? (place?.name ?? t('search.places.some', { count: within.size }))
      : stores.size > 1
        ? t('search.places.stores', { count: stores.size })
        : (readable.find(({ id }) => stores.has(id))?.name ?? t('search.places.everything'));
  return (
    <div>
      <Input.Label id={label} component="div">
        {t('search.places.title')}
      </Input.Label>
      <Group gap="sm" mt={4}>
        <Button
          variant="default"
          leftSection={<IconBuilding size={16} aria-hidden />}
          aria-describedby={label}
          onClick={() => {
            setOpened(true);
          }}
        >
          <CutName>{summary}</CutName>
        </Button>
        {(within.size > 0 || value.stores !== undefined) && (
          <Button
            variant="subtle"
            onClick={() => {
              onChange({ stores: undefined, within: undefined });
            }}
          >
            {t('search.places.reset')}
          </Button>
        )}
      </Group>
      <Modal
        opened={opened}
        onClose={() => {
          setOpened(false);
        }}
        title={t('search.places.title')}
      >
        <Text size="sm" c="dimmed" mb="sm">
          {t('search.places.text')}
        </Text>
        <ul className="m-places" aria-label={t('search.places.title')}>
          {readable.map((one) => (
            <StoreNode
              key={one.id}
              store={one}
              opened={readable.length === 1}
              chosen={stores.has(one.id)}
              within={within}
              onStore={(on) => {
                const next = new Set(stores);
                if (on) next.add(one.id);
                else next.delete(one.id);
                choose(next, new Set([...within].filter((key) => storeOf(key) !== one.id)));
              }}
              onPlace={(key, on) => {
                const next = new Set(within);
                if (on) next.add(key);
                else next.delete(key);
                choose(new Set([...stores, one.id]), next);
              }}
            />
          ))}
        </ul>
        <Group justify="flex-end" mt="md">
          <Button
            onClick={() => {
              setOpened(false);
            }}
          >
            {t('search.places.done')}
          </Button>
        </Group>
      </Modal>
    </div>
  );
}

interface StoreNodeProps {
  readonly store: ReadableStore;
  readonly opened: boolean;
  readonly chosen: boolean;
  readonly within: ReadonlySet<string>;
  readonly onStore: (on: boolean) => void;
  readonly onPlace: (key: string, on: boolean) => void;
}

function StoreNode({ store, opened, chosen, within, onStore, onPlace }: StoreNodeProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(opened);
  const found = useQuery({ ...placesOf(store.id), enabled: open });
  const below = useMemo(() => Map.groupBy(found.data ?? [], ({ parentId }) => parentId), [found.data]);
  const some = [...within].some((key) => storeOf(key) === store.id);
  const name = store.name ?? t('search.places.everything');
  return (
    <Node
      label={name}
      open={open}
      onOpen={setOpen}
      leaf={found.data?.length === 0}
      check={
        <Checkbox
          label={<strong>{name}</strong>}
          checked={chosen && !some}
          indeterminate={chosen && some}
          onChange={(event) => {
            onStore(event.currentTarget.checked);
          }}
        />
      }
    >
      {found.error !== null ? (
        <li>
          <ProblemAlert error={found.error} />
        </li>
      ) : found.data === undefined ? (
        <li>
          <Lines count={2} />
        </li>
      ) : (
        below
          .get(null)
          ?.map((place) => (
            <PlaceNode
              key={place.id}
              storeId={store.id}
              place={place}
              below={below}
              within={within}
              covered={false}
              onPlace={onPlace}
            />
          ))
      )}
    </Node>
  );
}

interface PlaceNodeProps {
  readonly storeId: string;
  readonly place: Place;
  readonly below: ReadonlyMap<string | null, readonly Place[]>;
  readonly within: ReadonlySet<string>;
  /** A place around it is chosen. */
  readonly covered: boolean;
  readonly onPlace: (key: string, on: boolean) => void;
}

function PlaceNode({ storeId, place, below, within, covered, onPlace }: PlaceNodeProps) {
  const children = below.get(place.id) ?? [];
  const [open, setOpen] = useState(place.parentId === null);
  const key = keyOf(storeId, place.id);
  const chosen = within.has(key);
  return (
    <Node
      label={place.name}
      open={open}
      onOpen={setOpen}
      leaf={children.length === 0}
      check={
        <Checkbox
          label={<bdi>{place.name}</bdi>}
          title={place.path}
          checked={chosen || covered}
          disabled={covered}
          onChange={(event) => {
            onPlace(key, event.currentTarget.checked);
          }}
        />
      }
    >
      {children.map((child) => (
        <PlaceNode
          key={child.id}
          storeId={storeId}
          place={child}
          below={below}
          within={within}
          covered={covered || chosen}
          onPlace={onPlace}
        />
      ))}
    </Node>
  );
}

interface NodeProps {
  readonly label: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly leaf: boolean;
  readonly check: ReactNode;
  readonly children: ReactNode;
}

function Node({ label, open, onOpen, leaf, check, children }: NodeProps) {
  const { t } = useTranslation();
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <li>
      <div className="m-place">
        {leaf ? (
          <span className="m-place-sign" />
        ) : (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={t('search.places.open', { name: label })}
            aria-expanded={open}
            onClick={() => {
              onOpen(!open);
            }}
          >
            <Sign size={16} />
          </ActionIcon>
        )}
        {check}
      </div>
      {open && !leaf && <ul>{children}</ul>}
    </li>
  );
}
