'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { SaidList } from '@/components/proofs/said-list.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import { capabilityTexts, type MetaDbCapabilities } from '@/server/contract/metadb-capabilities.ts'
import type { Plan } from '@/server/contract/plan.ts'
import type { Said } from '@/server/contract/said.ts'
import { useDriverName } from './use-driver-name.ts'
import { WayBackText } from './way-back-text.tsx'

export function PlanSummary({ plan, planHash }: { plan: Plan; planHash: string }) {
  const t = useTranslations('plan')
  const driverName = useDriverName()
  const duration = useDuration()
  const mono = (text: string) => <span className="font-mono text-sm">{text}</span>
  const { databases } = plan
  return (
    <div className="grid gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <Facts
        facts={[
          { label: t('summary.version'), value: mono(t('summary.arrow', { from: plan.from.version, to: plan.to.version })) },
          {
            label: t('summary.container'),
            value: mono(t('summary.arrow', { from: plan.node.oldContainer.name, to: plan.node.newContainerName })),
          },
          { label: t('summary.image'), value: mono(plan.to.image) },
          { label: t('summary.architecture'), value: mono(plan.to.architecture) },
          { label: t('summary.databases'), value: mono([databases.rm, databases.cm, ...databases.heartbeats].join(', ')) },
          { label: t('summary.backupFolder'), value: mono(plan.backupFolder) },
          { label: t('summary.driver'), value: driverName(plan.consoleDriver) },
          { label: t('summary.recovery'), value: t(plan.storeRecovery === 'perceive-checkpoint' ? 'options.perceive' : 'options.refetch') },
          ...(plan.metaDb === undefined ? [] : [{ label: t('summary.metaDb'), value: <Can metaDb={plan.metaDb} /> }]),
          ...(plan.wayBack === undefined ? [] : [{ label: t('summary.wayBack'), value: <WayBackText wayBack={plan.wayBack} /> }]),
          ...(plan.weakProofs === undefined ? [] : [{ label: t('summary.proofs'), value: <Proofs weak={plan.weakProofs} /> }]),
          {
            label: t('summary.hash'),
            value: (
              <span className="flex flex-wrap items-center gap-1">
                <span className="font-mono text-sm">{planHash.slice(0, 16)}…</span>
                <CopyButton text={planHash} label={t('summary.hash')} />
              </span>
            ),
          },
        ]}
      />
      <div className="self-start border-warn border-l-4 pl-4">
        <p className="text-ink-2 text-sm">{t('summary.downtime')}</p>
        <p className="font-semibold text-[1.75rem] leading-9 tabular-nums tracking-tight">
          {t('steps.about', { duration: duration(plan.downtimeSeconds) })}
        </p>
        <p className="pt-1 text-ink-2 text-sm">{t('summary.downtimeText')}</p>
      </div>
    </div>
  )
}

function Can({ metaDb }: { metaDb: MetaDbCapabilities }) {
  const t = useTranslations('plan.summary')
  return (
    <Disclosure summary={t('metaDbCan')}>
      <SaidList texts={capabilityTexts(metaDb)} label={t('metaDbCan')} />
    </Disclosure>
  )
}

function Proofs({ weak }: { weak: Said[] }) {
  const t = useTranslations('plan.summary')
  const count = weak.length
  if (count === 0) return t('proofsWhole')
  return (
    <Disclosure summary={t('proofsWeak', { count })}>
      <SaidList texts={weak} label={t('proofsWeak', { count })} />
    </Disclosure>
  )
}
