/** The dependency rules of the README's map, checked by the test command. */
const only = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const npm = '^node_modules/';

module.exports = {
  forbidden: [
    only(
      'no-cycles',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'Data flows in one direction.',
    ),
    only(
      'contracts-import-nothing',
      { path: '^workflows/contracts/' },
      { pathNot: '^workflows/contracts/' },
      'The shared kernel stands alone.',
    ),
    only(
      'workflows-are-pure',
      { path: '^workflows/', pathNot: '^workflows/contracts/' },
      { pathNot: ['^workflows/', `${npm}@temporalio/(workflow|common)/`] },
      'Workflows know the world by ports only; not even types of activities.',
    ),
    only(
      'providers-stand-alone',
      { path: '^activities/providers/([^/]+)/' },
      {
        path: '^(activities|api|ui)/',
        pathNot: [
          '^activities/providers/$1/',
          '^activities/providers/(check-steps|contract|manifest|evaluate-filter|write-fence)\\.ts$',
          // What speaks LDAP, for the kinds of directory that do.
          '^activities/providers/ldap-client/',
          '^activities/platform/(fold|outbound)\\.ts$',
        ],
      },
      'A provider knows its contract and its own SDK; never another provider, never the database.',
    ),
    only(
      'activities-do-not-know-the-api',
      { path: '^activities/' },
      { path: '^(api|ui|test|scripts)/' },
      'One direction: route, workflow, activity, provider.',
    ),
    only(
      'database-stands-below',
      { path: '^activities/database/' },
      { path: '^activities/', pathNot: ['^activities/database/', '^activities/platform/'] },
      'Repositories know nothing of who calls them.',
    ),
    only(
      'directory-index-stands-on-the-database',
      { path: '^activities/directory-index/' },
      { path: '^activities/', pathNot: ['^activities/(directory-index|database|platform)/'] },
      'The index reads what others write.',
    ),
    only(
      'api-has-one-door-to-providers',
      { path: '^api/' },
      { path: '^activities/', pathNot: ['^activities/(database|directory-index|platform)/'] },
      'The API reads; the one door to a live directory is activities/platform/live-directory.',
    ),
    only(
      'api-takes-workflow-types-only',
      { path: '^api/' },
      { path: '^workflows/', pathNot: '^workflows/contracts/', dependencyTypesNot: ['type-only'] },
      'Workflows are started by name.',
    ),
    only(
      'one-door-to-providers',
      { path: '^activities/platform/', pathNot: '^activities/platform/(live-directory|provider-pool)' },
      { path: '^activities/providers/', pathNot: '^activities/providers/(contract|manifest)\\.ts$' },
      'Only live-directory and the pool open providers.',
    ),
    only(
      'ui-knows-contracts-only',
      { path: '^ui/' },
      { path: '^(workflows|activities|api)/', pathNot: '^workflows/contracts/' },
      'The pages know the API by its generated types.',
    ),
    only(
      'nobody-imports-the-ui',
      { path: '^(workflows|activities|api|scripts)/' },
      { path: '^ui/' },
      'The API serves what was built.',
    ),
    only(
      'product-knows-no-tests',
      { path: '^(workflows|activities|api|ui)/' },
      { path: '^(test|scripts)/' },
      'No test-only code in the product.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
