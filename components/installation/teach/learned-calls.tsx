'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import { saveFile } from '@/components/ui/save-file.ts'
import type { ConsoleCall, ConsoleCalls, ConsoleCallsFile } from '@/server/contract/console-calls.ts'
import type { AdoptValues } from '../adopt/adopt-values.ts'
import { callText, pathText, placeText, type SlotKind, slotKinds } from './call-text.ts'

/** The learned calls in words, and as the data that they are. */
export function LearnedCalls({ calls, onForget }: { calls: ConsoleCalls; onForget: () => void }) {
  const t = useTranslations('teach')
  const version = useWatch<AdoptValues, 'version'>({ name: 'version' })
  const { parameters, change, servers, signIn } = calls

  function exportCalls() {
    const file: ConsoleCallsFile = { omsVersion: version.trim(), calls }
    saveFile(
      `oms-console-calls-${version.trim().replace(/[^\w.-]/g, '_') || 'unknown'}.json`,
      `${JSON.stringify(file, null, 2)}\n`,
      'application/json',
    )
  }

  return (
    <div className="space-y-4">
      <p className="text-sm">{t(calls.taughtBy === 'har' ? 'learned.byHar' : 'learned.byLog')}</p>
      <Facts
        facts={[
          {
            label: t('part.signIn'),
            value:
              signIn.is === 'basic' ? (
                t(signIn.isSeen ? 'learned.basic' : 'learned.basicAssumed')
              ) : (
                <Call call={signIn.call}>{t('learned.session')}</Call>
              ),
          },
          {
            label: t('part.parameters'),
            value: (
              <Call call={parameters.call}>{t('learned.valueAt', { path: pathText([...parameters.rows, ...parameters.value]) })}</Call>
            ),
          },
          {
            label: t('part.change'),
            value: <Call call={change}>{t('learned.valueGoes', { place: placeText(change) })}</Call>,
          },
          {
            label: t('part.servers'),
            value: (
              <Call call={servers.call}>
                {t('learned.serversAt', { ip: pathText(servers.ip), status: pathText(servers.status), online: servers.online })}
              </Call>
            ),
          },
        ]}
      />
      <p className="max-w-prose text-ink-2 text-sm">{t('learned.prove')}</p>
      <p className="max-w-prose text-ink-2 text-sm">{t('learned.newVersion')}</p>
      <Disclosure summary={t('learned.data')}>
        <CodeBlock text={JSON.stringify(calls, null, 2)} label={t('learned.data')} />
      </Disclosure>
      <div className="flex flex-wrap gap-3">
        <Button onClick={exportCalls}>
          <Download aria-hidden />
          {t('learned.export')}
        </Button>
        <Button onClick={onForget}>{t('learned.again')}</Button>
      </div>
    </div>
  )
}

function Call({ call, children }: { call: ConsoleCall; children: string }) {
  const t = useTranslations('teach.slot')
  const kinds = slotKinds(call)
  return (
    <div className="space-y-0.5">
      <code className="break-all font-mono text-sm">{callText(call)}</code>
      <p className="text-sm">{children}</p>
      {kinds.length > 0 && (
        <p className="text-ink-2 text-sm">{t('filled', { list: kinds.map((kind: SlotKind) => t(kind)).join(t('comma')) })}</p>
      )}
    </div>
  )
}
