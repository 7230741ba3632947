import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MessagesProvider } from '@/components/i18n/messages-provider.tsx'
import { LoadAgain } from '@/components/layout/load-again.tsx'
import { Providers } from '@/components/layout/providers.tsx'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  return {
    title: { default: t('product'), template: `%s · ${t('product')}` },
    robots: { index: false },
    icons: { icon: '/state-idle.svg' },
  }
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <LoadAgain nonce={nonce} />
      </head>
      <body>
        <MessagesProvider locale={locale}>
          <Providers nonce={nonce}>{children}</Providers>
        </MessagesProvider>
      </body>
    </html>
  )
}
