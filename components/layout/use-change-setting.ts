'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useCommand } from '@/components/people/use-command.ts'
import { changeSetting } from '@/server/actions/change-setting.ts'
import type { SettingInput } from '@/server/contract/person-settings.ts'

/** Changes one of the reader's own settings. Busy until the page is drawn with what the panel has kept; `asked` is shown until then. */
export function useChangeSetting() {
  const router = useRouter()
  const [asked, setAsked] = useState<SettingInput | null>(null)
  const [isDrawing, startTransition] = useTransition()
  const command = useCommand(changeSetting, () => startTransition(() => router.refresh()))
  const isBusy = command.isBusy || isDrawing
  function run(input: SettingInput) {
    setAsked(input)
    command.run(input)
  }
  return { ...command, run, isBusy, asked: isBusy ? asked : null }
}
