'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge.tsx'
import type { JobSnapshot, ServerStatus } from '@/server/contract/job.ts'
import type { StripPart } from './server-strip.ts'
import { ServerStripBar } from './server-strip-bar.tsx'

interface ServerRowProps {
  ip: string
  /** As read just now; missing: not in the list. unread: the list could not be read. */
  server: ServerStatus | 'missing' | 'unread'
  parts: StripPart[]
  times: JobSnapshot['times']
}

/** The raw word stands there whatever it is; only Online is good. */
export function ServerRow({ ip, server, parts, times }: ServerRowProps) {
  const t = useTranslations('run.servers')
  const isRead = typeof server === 'object'
  const tone = isRead && server.isOnline ? 'good' : server === 'unread' ? 'idle' : 'bad'
  const word = isRead && server.status !== '' ? server.status : t(server === 'unread' ? 'notRead' : isRead ? 'notOnline' : 'notListed')
  return (
    <li className="space-y-1 px-4 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="min-w-0">
          <span className="block font-medium font-mono">{ip}</span>
          {isRead && server.region !== null && <span className="text-ink-2 text-sm">{server.region}</span>}
        </span>
        <Badge tone={tone} className="px-2 py-1 text-lg">
          {word}
        </Badge>
      </div>
      {parts.length > 0 && <ServerStripBar parts={parts} times={times} />}
    </li>
  )
}
