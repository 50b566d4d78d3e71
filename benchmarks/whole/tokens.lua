-- Sends the tokens of the file (first argument) in turn; without a file, none. The last line is what `run` reads.
local requests, turn = {}, 0

function init(args)
  if args[1] then
    for token in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("GET", nil, { Host = wrk.headers["Host"], Authorization = "Bearer " .. token })
    end
  else
    requests[1] = wrk.format("GET")
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("RESULT %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
