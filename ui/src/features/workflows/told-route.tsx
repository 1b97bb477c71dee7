/** A route as a picture and, beneath it, in words. */
import { List, Skeleton, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Name } from '../../components/name.tsx';
import type { DrawnRouteOf } from './route.ts';

const RoutePicture = lazy(() =>
  import('./route-picture.tsx').then((module) => ({ default: module.RoutePicture })),
);

export function ToldRoute({ route }: { route: DrawnRouteOf }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Suspense fallback={<Skeleton height={240} />}>
        <RoutePicture route={route} label={t('workflows.routePicture')} />
      </Suspense>
      <List size="sm" type="ordered">
        {route.stages.map((boxes, index) => (
          <List.Item key={index}>
            {boxes.map(({ title, lines }, box) => (
              <span key={box}>
                {box > 0 && t('workflows.and')}
                <strong>{title}</strong> <Name>{lines.join(', ')}</Name>
              </span>
            ))}
          </List.Item>
        ))}
        <List.Item>{route.end.title}</List.Item>
      </List>
    </Stack>
  );
}
