import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

const ways = [
  { to: '/search', label: 'quick' },
  { to: '/search/advanced', label: 'advanced' },
  { to: '/search/queries', label: 'queries' },
] as const satisfies readonly { readonly to: LinkProps['to']; readonly label: string }[];

/** The ways to search. */
export function SearchNav() {
  const { t } = useTranslation();
  return (
    <nav className="m-ways" aria-label={t('search.ways.label')}>
      {ways.map(({ to, label }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/search', includeSearch: false }}>
          {t(`search.ways.${label}`)}
        </Link>
      ))}
    </nav>
  );
}
