'use client'

import { useTranslations } from 'next-intl'
import { ConsoleDriver } from '@/server/contract/installation.ts'

/** What a console driver is called; one that this panel does not know keeps its own name. */
export function useDriverName(): (driver: string) => string {
  const t = useTranslations('adopt.driver')
  return (driver) => {
    const known = ConsoleDriver.safeParse(driver)
    return known.success ? t(known.data) : driver
  }
}
