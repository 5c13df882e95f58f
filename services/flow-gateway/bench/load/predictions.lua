-- Sends the requests that come on standard input with a byte 30 between them; in random order where there are several.
-- Tells at the end in JSON how it went.
local requests = {}

function init()
  for one in io.stdin:read("*a"):gmatch("[^\30]+") do requests[#requests + 1] = one end
  math.randomseed(os.time())
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "bytes": %d, "seconds": %.6f, "errors": %d, "notOk": %d, "p50Ms": %.4f, "p99Ms": %.4f}\n',
    summary.requests, summary.bytes, summary.duration / 1e6,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
