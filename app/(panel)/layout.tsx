import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/layout/app-shell.tsx'
import { PersonProvider } from '@/components/layout/person-context.tsx'
import { SessionWatch } from '@/components/layout/session-watch.tsx'
import { SettingsProvider } from '@/components/layout/settings-context.tsx'
import { pageVisitor } from '@/server/http/page-visitor.ts'

/** Pages hold no data: what they show comes from routes that judge each request for themselves. */
export default async function PanelLayout({ children }: { children: ReactNode }) {
  const visitor = await pageVisitor()
  if (visitor.person === null) redirect(visitor.signInPath)
  if (visitor.person.mustChangePassword && !visitor.path.startsWith('/account')) redirect('/account')
  return (
    <PersonProvider person={visitor.person}>
      <SettingsProvider settings={visitor.settings}>
        <SessionWatch />
        <AppShell>{children}</AppShell>
      </SettingsProvider>
    </PersonProvider>
  )
}
