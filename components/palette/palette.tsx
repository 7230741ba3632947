'use client'

import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Entry, EntryGroup } from './entry.ts'
import { useEntries } from './use-entries.ts'
import { useFoundJobs } from './use-found-jobs.ts'

interface PaletteProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Something else has opened in its place, and has the focus. */
  isReplaced: boolean
}

/** Everything that can be gone to or done, by typing a part of its name. */
export function Palette({ isOpen, onOpenChange, isReplaced }: PaletteProps) {
  const t = useTranslations('comfort.palette')

  function choose(entry: Entry) {
    entry.act()
    onOpenChange(false)
  }

  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_220/0.55)]" />
        <Dialog.Popup
          finalFocus={() => !isReplaced}
          className="fixed top-[10dvh] left-1/2 z-50 flex max-h-[80dvh] w-[min(40rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col rounded-lg border border-line bg-surface shadow-float"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <Choices onChoose={choose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Choices({ onChoose }: { onChoose: (entry: Entry) => void }) {
  const t = useTranslations('comfort.palette')
  const [typed, setTyped] = useState('')
  const { jobs, isSearching, isUnread } = useFoundJobs(typed.trim())
  const groups = useEntries(typed, jobs)

  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      value={typed}
      onValueChange={setTyped}
      itemToStringValue={(entry: Entry) => entry.label}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-2" />
        <Autocomplete.Input
          aria-label={t('label')}
          placeholder={t('hint')}
          spellCheck={false}
          className="h-12 min-w-0 flex-1 bg-transparent text-ink placeholder:text-ink-3 focus-visible:outline-none"
        />
      </div>
      <Autocomplete.Status className="px-4 text-ink-2 text-sm empty:hidden">
        {isUnread ? <span className="block py-2">{t('jobsUnread')}</span> : groups.length === 0 && <Nothing isSearching={isSearching} />}
      </Autocomplete.Status>
      <Autocomplete.List className="min-h-0 overflow-y-auto overscroll-contain px-2 py-1.5 empty:hidden">
        {(group: EntryGroup) => (
          <Autocomplete.Group key={group.value} items={group.items} className="pb-1.5">
            <Autocomplete.GroupLabel className="px-2 py-1 font-medium text-ink-2 text-sm">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={entry.id}
                  value={entry}
                  onClick={() => onChoose(entry)}
                  className="flex min-h-8 cursor-pointer flex-wrap items-center justify-between gap-x-3 rounded-md px-2 py-1 data-highlighted:bg-accent-soft data-highlighted:outline-2 data-highlighted:outline-accent data-highlighted:-outline-offset-2"
                >
                  <span className="min-w-0">{entry.label}</span>
                  {entry.note && <span className="text-ink-2 text-sm">{entry.note}</span>}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <p className="border-line border-t px-4 py-2 text-ink-2 text-sm">{t('use')}</p>
    </Autocomplete.Root>
  )
}

/** While jobs are still looked for, nobody may read that there is nothing. */
function Nothing({ isSearching }: { isSearching: boolean }) {
  const t = useTranslations('comfort.palette')
  return <span className="block py-3">{isSearching ? t('searching') : t('nothing')}</span>
}
