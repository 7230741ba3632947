import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** Goes on to another page after an answer of the panel, unless the person left this one while it came. */
export function useGoOn(): (href: string) => void {
  const router = useRouter()
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return (href) => {
    if (isHere.current) router.push(href)
  }
}
