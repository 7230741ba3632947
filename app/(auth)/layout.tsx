import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand.tsx'
import { Hydrated } from '@/components/layout/hydrated.tsx'
import { Preferences } from '@/components/layout/preferences.tsx'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-8">
      <Brand />
      {children}
      <Hydrated>
        <Preferences />
      </Hydrated>
    </main>
  )
}
