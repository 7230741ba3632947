'use client'

/** Only where the frame of all pages itself fails, so that neither language nor style can be counted on. */
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <h1>This page could not be shown · 无法显示此页面</h1>
        {error.digest && <p>{error.digest}</p>}
      </body>
    </html>
  )
}
