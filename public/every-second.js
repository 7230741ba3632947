// Browsers let the timers of a page that is hidden for minutes run once a minute. Those of a worker go on.
setInterval(() => postMessage(null), 1000)
