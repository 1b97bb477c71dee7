import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The next page of a list, where there is one; `query` is an infinite query of it. */
export function MoreRows({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}) {
  const { t } = useTranslation();
  return (
    query.hasNextPage && (
      <Button
        variant="subtle"
        m="sm"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {t('common.more')}
      </Button>
    )
  );
}
