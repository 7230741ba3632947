'use client'

import { useTranslations } from 'next-intl'

/** What a console driver is called; one that this panel does not know keeps its own name. */
export function useDriverName(): (driver: string) => string {
  const t = useTranslations('adopt.driver')
  return (driver) => (driver === 'console' || driver === 'metadb' || driver === 'guided' ? t(driver) : driver)
}
