'use client'

import { useTranslations } from 'next-intl'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import { Table } from '@/components/ui/table.tsx'
import type { AuditRow } from '@/server/contract/audit.ts'
import { visibleText } from './visible-text.ts'

type Members = Record<string, unknown>

function members(value: unknown): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null
}

function parse(json: string): Members {
  try {
    return members(JSON.parse(json)) ?? {}
  } catch {
    return {}
  }
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–'
  return visibleText(typeof value === 'string' ? value : JSON.stringify(value))
}

/** What a row says beyond its line: why it was refused, before and after side by side, and the very text that the hash covers. */
export function AuditDetail({ row }: { row: AuditRow }) {
  const t = useTranslations('audit')
  const say = useTranslations()
  const { before, after, said, more, ...rest } = parse(row.detailJson)
  const [was, is, why] = [members(before), members(after), members(said)]
  const key = String(why?.key ?? '') as 'errors.noJob'
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])]
  const facts = Object.entries(rest).map(([name, value]) => ({
    label: visibleText(name),
    value: <span className="break-words">{shown(value)}</span>,
  }))
  return (
    <div className="space-y-3">
      {why !== null && say.has(key) && (
        <p>
          <span className="text-ink-2">{t('why')}: </span>
          {visibleText(say(key, (members(why.params) ?? {}) as Record<string, string | number>))}
        </p>
      )}
      {more === true && <p>{t('more')}</p>}
      {names.length > 0 && (
        <Table label={`${t('beforeChange')} / ${t('afterChange')}`}>
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('beforeChange')}</th>
              <th scope="col">{t('afterChange')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{visibleText(name)}</th>
                <td className="break-words">{shown(was?.[name])}</td>
                <td className="break-words">{shown(is?.[name])}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {facts.length > 0 && <Facts facts={facts} />}
      <CodeBlock text={visibleText(row.detailJson)} label={t('raw')} />
      {row.hash !== null && (
        <p className="text-ink-2 text-sm">
          {t('rowHash')}: <code className="break-all font-mono">{row.hash}</code>
        </p>
      )}
    </div>
  )
}
