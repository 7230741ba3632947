interface Picture {
  src: string
  width: number
  height: number
}

export interface PictureInThemes {
  light: Picture
  dark: Picture
}

/** A screenshot in the reader's theme. One that is not shown is not loaded either. */
export function HelpPicture({ picture: { light, dark }, alt }: { picture: PictureInThemes; alt: string }) {
  const look = 'h-auto w-full rounded-lg border border-line bg-sunken'
  // A light picture on a dark page is dimmed: it is the brightest thing in a dark room.
  if (light.src === dark.src) return <Shot {...light} alt={alt} className={`${look} dark:brightness-75`} />
  return (
    <>
      <Shot {...light} alt={alt} className={`${look} dark:hidden`} />
      <Shot {...dark} alt={alt} className={`hidden ${look} dark:block`} />
    </>
  )
}

/** A plain picture: made for this size, and served by the panel itself, which has no image service. */
function Shot({ alt, ...rest }: Picture & { alt: string; className: string }) {
  // biome-ignore lint/performance/noImgElement: see above
  return <img {...rest} alt={alt} loading="lazy" decoding="async" />
}
