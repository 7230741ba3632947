'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider, useTheme } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { Toaster } from 'sonner'
import { ReadError } from '@/components/read/read-error.ts'

const FRESH_MS = 5_000

// An answer that carries a problem is an answer: asking again at once would only delay the words.
function mayRetry(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ReadError && error.problem === null
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: mayRetry } } }))
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryClientProvider client={client}>
        {children}
        <Confirmations />
      </QueryClientProvider>
    </ThemeProvider>
  )
}

function Confirmations() {
  const { resolvedTheme } = useTheme()
  return <Toaster theme={resolvedTheme === 'dark' ? 'dark' : 'light'} position="bottom-right" />
}
