'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'
import { Segments } from './segments.tsx'

export function ThemeSwitch() {
  const t = useTranslations('common.theme')
  const { theme, setTheme } = useTheme()
  // The server does not know the choice: nothing is pressed until the browser has it.
  const isBrowser = useIsBrowser()
  return (
    <Segments
      label={t('label')}
      value={isBrowser ? (theme ?? null) : null}
      choices={[
        { value: 'light', label: t('light'), icon: <Sun aria-hidden /> },
        { value: 'dark', label: t('dark'), icon: <Moon aria-hidden /> },
        { value: 'system', label: t('system'), icon: <Monitor aria-hidden /> },
      ]}
      onChange={setTheme}
    />
  )
}
