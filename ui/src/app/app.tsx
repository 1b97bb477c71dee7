import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/queries.ts';
import { styleNonce } from './nonce.ts';
import { router } from './router.tsx';
import { cssVariables, themeWith } from './theme.ts';

// Loaded after the page: until something happens they show nothing.
const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));
const SessionModal = lazy(async () => ({
  default: (await import('../features/sign-in/session-modal.tsx')).SessionModal,
}));

export function App() {
  const { t } = useTranslation();
  const theme = useMemo(() => themeWith(t('common.close')), [t]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Suspense>
          <Notifications position="bottom-right" />
          <SessionModal />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
