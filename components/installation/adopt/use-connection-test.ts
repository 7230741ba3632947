'use client'

import { useMutation } from '@tanstack/react-query'
import { answered } from '@/components/read/answered.ts'
import { testConnection } from '@/server/actions/test-connection.ts'
import type { AdoptInput } from '@/server/contract/installation.ts'

/** Tests exactly one set of values; the answer carries them, so that later changes can be told apart. */
export function useConnectionTest() {
  return useMutation({
    mutationFn: async (input: AdoptInput) => ({ values: JSON.stringify(input), result: await answered(() => testConnection(input)) }),
  })
}

export type ConnectionTestState = ReturnType<typeof useConnectionTest>
