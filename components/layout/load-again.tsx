/**
 * Runs before everything else, as text in the page. A script that does not arrive (a network that changed meanwhile is enough) leaves a page
 * that is seen and takes nothing, for good: so it loads once more. Never after the page was taken over, for then something may be typed.
 */
const LOAD_AGAIN = `(() => {
  const KEY = 'loaded-again-at'
  const again = () => {
    if (document.querySelector('fieldset[role="presentation"]:disabled') === null) return
    try {
      if (Date.now() - Number(sessionStorage.getItem(KEY)) < 30000) return
      sessionStorage.setItem(KEY, String(Date.now()))
    } catch {
      return
    }
    location.reload()
  }
  addEventListener('error', ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return
    if (document.readyState === 'complete') again()
    else addEventListener('load', again, { once: true })
  }, true)
})()`

export function LoadAgain({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of this file, with nothing from outside in it
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: LOAD_AGAIN }} />
}
