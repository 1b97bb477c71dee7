import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useSession } from '../../api/session.ts';
import { speak } from '../../i18n/index.ts';

/** Makes the page look and read as its person chose, whichever browser this is. */
export function useAppliedSettings(): void {
  const { language, theme } = useSession().settings;
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    setColorScheme(theme);
  }, [setColorScheme, theme]);
  useEffect(() => {
    void speak(language);
  }, [language]);
}
