/** `A::B` goes by `B` within the file that has it. */
export const lastName = (path: string) => path.slice(path.lastIndexOf(':') + 1);

/**
 * What Ruby and its standard library call so is theirs, though a project may have a class of that name in a module of its
 * own. https://docs.ruby-lang.org/en/master/
 */
const library =
  /^(?:::)?(?:Array|Base64|BasicObject|BigDecimal|CGI|CSV|Comparable|Date|DateTime|Digest|Dir|ENV|ERB|Encoding|Enumerable|Etc|Exception|File|FileUtils|Fiber|Float|GC|Hash|IO|Integer|JSON|Kernel|Logger|Marshal|Math|Module|Mutex|Net|Nokogiri|Numeric|ObjectSpace|Oj|OpenSSL|OpenStruct|Open3|PTY|Pathname|Proc|Process|Psych|REXML|Random|Range|Rational|Regexp|SecureRandom|Set|Shellwords|Signal|Socket|StandardError|String|StringIO|Struct|Symbol|TCPSocket|Tempfile|Thread|Time|Timeout|URI|YAML|Zlib)(?:::|$)|^(?:::)?(?:ActiveRecord|ActionController|ActiveSupport|ActionView|Arel|Rack|Sinatra|Rails|Grape)::/;

export const isOfLibrary = (path: string) => library.test(path);
