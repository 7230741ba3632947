'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { ReadError } from '@/components/read/read-error.ts'
import { Toasts } from '@/components/ui/toasts.tsx'
import { toSignIn } from './to-sign-in.ts'

const FRESH_MS = 5_000

// An answer that carries a problem is an answer: asking again at once would only delay the words.
function mayRetry(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ReadError && error.problem === null
}

function createClient(): QueryClient {
  const queryCache = new QueryCache({
    onError(error) {
      if (error instanceof ReadError && error.problem?.code === 'signed-out') toSignIn()
    },
  })
  return new QueryClient({ queryCache, defaultOptions: { queries: { staleTime: FRESH_MS, retry: mayRetry } } })
}

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(createClient)
  const allowed = nonce === undefined ? {} : { nonce }
  return (
    <CSPProvider {...allowed}>
      <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange {...allowed}>
        <QueryClientProvider client={client}>
          {children}
          <Toasts />
        </QueryClientProvider>
      </ThemeProvider>
    </CSPProvider>
  )
}
