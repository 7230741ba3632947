import { config } from 'zod'

// Before any schema is made: zod tries whether it may evaluate code, which the Content-Security-Policy refuses and the browser reports.
config({ jitless: true })
