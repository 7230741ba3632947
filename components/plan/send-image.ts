import type { Problem } from '@/server/contract/result.ts'

export type SendOutcome = { kind: 'done'; file: string; bytes: number } | { kind: 'stopped' } | { kind: 'failed'; problem: Problem | null }

interface Sending {
  outcome: Promise<SendOutcome>
  stop: () => void
}

/** Streams a file to the image folder. XMLHttpRequest, because fetch cannot tell how many bytes have been sent. */
export function sendImage(file: File, onSent: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest()
  const outcome = new Promise<SendOutcome>((resolve) => {
    request.upload.onprogress = (event) => onSent(event.loaded)
    request.onabort = () => resolve({ kind: 'stopped' })
    request.onerror = () => resolve({ kind: 'failed', problem: null })
    request.onload = () => resolve(outcomeOf(request))
  })
  request.open('POST', `/api/images/upload?file=${encodeURIComponent(file.name)}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.send(file)
  return { outcome, stop: () => request.abort() }
}

function outcomeOf(request: XMLHttpRequest): SendOutcome {
  try {
    const body = JSON.parse(request.responseText) as { file: string; bytes: number; problem?: Problem }
    if (request.status >= 200 && request.status < 300) return { kind: 'done', file: body.file, bytes: body.bytes }
    return { kind: 'failed', problem: body.problem ?? null }
  } catch {
    return { kind: 'failed', problem: null }
  }
}
