// Who may import whom. e2e/boundaries.test.ts plants a violation of every rule to prove that it bites.
const only = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import only ${allowed.join(', ') || 'itself'}`,
  from: { path: `^${from}/` },
  to: { path: '^(app|components|server|prisma|e2e)/', pathNot: [`^${from}/`, ...allowed.map((folder) => `^${folder}`)] },
})

module.exports = {
  forbidden: [
    only(
      'app',
      'app',
      'components/',
      'server/contract/',
      'server/actions/',
      'server/queries/',
      'server/services/',
      'server/runtime',
      'server/http/',
    ),
    only('components', 'components', 'server/contract/', 'server/actions/'),
    only('actions', 'server/actions', 'server/services/', 'server/contract/', 'server/errors', 'server/runtime'),
    only('queries', 'server/queries', 'server/db/', 'server/contract/', 'server/domain/', 'server/errors'),
    only(
      'services',
      'server/services',
      'server/domain/',
      'server/procedure/',
      'server/engine/',
      'server/db/',
      'server/contract/',
      'server/errors',
    ),
    only('engine', 'server/engine', 'server/contract/', 'server/domain/', 'server/errors'),
    only('procedure', 'server/procedure', 'server/engine/step', 'server/contract/', 'server/domain/', 'server/errors'),
    only('adapters', 'server/adapters', 'server/procedure/ports', 'server/domain/', 'server/contract/', 'server/errors'),
    only('domain', 'server/domain', 'server/contract/', 'server/errors'),
    only('contract', 'server/contract'),
    only('db', 'server/db', 'server/contract/', 'server/domain/', 'server/engine/', 'server/errors', 'prisma/'),
    {
      name: 'outside-world',
      severity: 'error',
      comment: 'only adapters and db touch dockerode, mysql2, child processes or Prisma',
      from: { path: '^(app|components|server)/', pathNot: '^server/(adapters|db)/' },
      to: { path: 'node_modules/(dockerode|mysql2|@prisma)/|^(node:)?child_process$|^(node:)?worker_threads$' },
    },
    {
      name: 'contract-needs-zod-only',
      severity: 'error',
      from: { path: '^server/contract/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'circular',
      severity: 'error',
      from: { pathNot: '^server/db/generated/' },
      to: { circular: true, pathNot: '^server/db/generated/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^server/db/generated' },
    exclude: { path: '^(\\.next|\\.sandbox|\\.data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
