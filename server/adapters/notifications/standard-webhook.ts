import { Webhook } from 'standardwebhooks'
import type { MakeCall } from './webhook-call.ts'

/** Standard Webhooks: the signature covers id, time and body; any 2xx takes it. */
export const standardWebhook: MakeCall = (url, secret, { id, at, payload }) => {
  const body = JSON.stringify(payload)
  return {
    url: new URL(url),
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret ?? '').sign(id, at, body),
    },
    body,
    isTaken: () => true,
  }
}
