'use client'

import { useTranslations } from 'next-intl'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import type { HaConfigDifference } from '@/server/contract/job.ts'

interface HaConfigChoiceProps {
  differences: HaConfigDifference[]
  value: 'keep' | 'restore' | null
  onChange: (value: 'keep' | 'restore') => void
}

/** What somebody changed in ha.config, value beside value, and which of them HA is to come back with. */
export function HaConfigChoice({ differences, value, onChange }: HaConfigChoiceProps) {
  const t = useTranslations('run.decide.haConfig')
  return (
    <div className="space-y-3">
      <div className="overflow-x-auto rounded-md border border-line">
        <table className="w-full text-left text-sm">
          <caption className="px-3 py-2 text-left font-medium">{t('title')}</caption>
          <thead className="bg-sunken text-ink-2">
            <tr>
              {(['key', 'ours', 'theirs'] as const).map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 font-medium">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line font-mono">
            {differences.map(({ key, ours, theirs }) => (
              <tr key={key}>
                <th scope="row" className="break-all px-3 py-1.5 font-normal">
                  {key}
                </th>
                <td className="break-all px-3 py-1.5">{ours}</td>
                <td className="break-all px-3 py-1.5 font-semibold">{theirs ?? <span className="font-sans">{t('gone')}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <RadioCards
        legend={t('legend')}
        name="ha-config"
        value={value}
        onChange={onChange}
        choices={(['keep', 'restore'] as const).map((choice) => ({
          value: choice,
          label: t(`${choice}.label`),
          description: t(`${choice}.text`),
        }))}
      />
    </div>
  )
}
