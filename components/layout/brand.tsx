import { useTranslations } from 'next-intl'

/** The mark: a water gauge whose level has been raised by one notch. */
export function Brand() {
  const t = useTranslations('common')
  return (
    <span className="flex items-center gap-2.5 px-2">
      <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 shrink-0 text-accent" fill="none" stroke="currentColor" strokeWidth="2">
        <path d="M6 3v18M6 6h4M6 12h3M6 18h4" strokeLinecap="round" />
        <path d="M13 17c1.4-1.6 2.8-1.6 4.2 0s2.8 1.6 4.2 0" strokeLinecap="round" opacity="0.45" />
        <path
          d="M13 11c1.4-1.6 2.8-1.6 4.2 0s2.8 1.6 4.2 0M17.3 6.5V2m0 0-2.1 2.1M17.3 2l2.1 2.1"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="font-semibold leading-tight tracking-tight">{t('product')}</span>
    </span>
  )
}
