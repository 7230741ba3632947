import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./components/i18n/request.ts')

const config: NextConfig = {
  poweredByHeader: false,
  // The development server would print the arguments of actions, passwords among them.
  logging: { serverFunctions: false },
  reactStrictMode: true,
  // Native and dynamic-require packages stay outside the bundle.
  serverExternalPackages: ['@libsql/client', '@prisma/adapter-libsql', 'libsql', 'dockerode', 'mysql2', 'pino'],
}

export default withNextIntl(config)
