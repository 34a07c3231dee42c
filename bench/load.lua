-- Send the queries of a file, in an order that a number chooses; write what came of it as JSON.
-- A query of less than 1000 bytes goes into the address, a longer one into the body. Arguments behind `--`: the file, the number.
local queries = {}

local function decoded(text)
   return (text:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end))
end

function init(arguments)
   for line in io.lines(arguments[1]) do
      queries[#queries + 1] = line
   end
   math.randomseed(tonumber(arguments[2]))
end

function request()
   local query = queries[math.random(#queries)]
   local headers = { ["Accept"] = "application/sparql-results+json" }
   if #query < 1000 then
      return wrk.format("GET", wrk.path .. "?query=" .. query, headers)
   end
   headers["Content-Type"] = "application/sparql-query"
   return wrk.format("POST", nil, headers, decoded(query))
end

function done(summary, latency, _)
   local parts = {}
   for i = 1, #latency do
      local value, count = latency(i)
      parts[i] = string.format("[%d,%d]", value, count)
   end
   local errors = summary.errors
   io.write(string.format(
      '\n@{"requests":%d,"microseconds":%d,"status":%d,"broken":%d,"latencies":[%s]}\n',
      summary.requests, summary.duration, errors.status,
      errors.connect + errors.read + errors.write + errors.timeout, table.concat(parts, ",")
   ))
end
