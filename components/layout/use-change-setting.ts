'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { useCommand } from '@/components/people/use-command.ts'
import { changeSetting } from '@/server/actions/change-setting.ts'

/** Changes one of the reader's own settings. Busy until the page is drawn with what the panel has kept. */
export function useChangeSetting() {
  const router = useRouter()
  const [isDrawing, startTransition] = useTransition()
  const command = useCommand(changeSetting, () => startTransition(() => router.refresh()))
  return { ...command, isBusy: command.isBusy || isDrawing }
}
