/** What sources of other languages than JavaScript and Python write, by the calls that do. */

/** A call, up to its first argument, and which of its arguments names what is written. */
export interface WritingCall {
  /** Global; ends where the arguments begin. */
  readonly call: RegExp;
  /** The number of the argument; by default 0. */
  readonly argument?: number;
  /** It names a folder; otherwise a file. */
  readonly isFolder?: true;
  /** What the arguments must say for the call to write. */
  readonly mode?: RegExp;
  /** The second argument is a word as "w" where it writes. */
  readonly isOpening?: true;
  /** The argument may as well be no path, but a stream: one that is not known is none. */
  readonly isUnsure?: true;
}

export interface SourceLanguage {
  /** For people. */
  readonly name: string;
  /** Its sources. */
  readonly sources: RegExp;
  /** Those that no container runs. */
  readonly besides: RegExp;
  /** Programs that run it; what is compiled to a program of its own has none. */
  readonly programs?: RegExp;
  /** Images that build or run it. */
  readonly images: RegExp;
  readonly calls: readonly WritingCall[];
  /** What begins a comment up to the end of the line. */
  readonly comment: "//" | "#";
}

export const sourceLanguages: readonly SourceLanguage[] = [
  {
    name: "C#",
    sources: /\.(?:cs|fs|vb|razor|cshtml)$/,
    besides: /(?:^|\/)(?:bin|obj|tests?|[\w.]+\.Tests?|Migrations)\//i,
    programs: /^dotnet$/,
    images: /(?:^|\/)dotnet\//,
    comment: "//",
    calls: [
      {
        call: /\bFile\.(?:WriteAll(?:Text|Lines|Bytes)|AppendAll(?:Text|Lines)|AppendText|CreateText|Create|OpenWrite)(?:Async)?\(/g,
      },
      { call: /\bFile\.(?:Copy|Move)\(/g, argument: 1 },
      { call: /\bDirectory\.CreateDirectory\(/g, isFolder: true },
      {
        call: /\b(?:File\.Open|new FileStream)\(/g,
        mode: /^[^;]{0,300}\b(?:FileMode\.(?:Create|CreateNew|Append|OpenOrCreate|Truncate)|FileAccess\.(?:Write|ReadWrite))\b/,
      },
      { call: /\bnew StreamWriter\(/g, isUnsure: true },
      { call: /\bWriteTo\.File\(/g, isUnsure: true },
      { call: /\bnew LiteDatabase\(/g, isUnsure: true },
      { call: /\bPersistKeysToFileSystem\(/g, isFolder: true },
      { call: /\bZipFile\.(?:CreateFromDirectory|ExtractToDirectory)\(/g, argument: 1 },
    ],
  },
  {
    name: "Go",
    sources: /\.go$/,
    besides: /_test\.go$|(?:^|\/)(?:testdata|vendor|examples?)\//,
    images: /(?:^|\/)golang$/,
    comment: "//",
    calls: [
      { call: /\b(?:os\.(?:Create|WriteFile|Truncate)|ioutil\.WriteFile)\(/g },
      { call: /\bos\.(?:Mkdir|MkdirAll)\(/g, isFolder: true },
      { call: /\b(?:os\.(?:MkdirTemp|CreateTemp)|ioutil\.Temp(?:Dir|File))\(/g, isFolder: true },
      { call: /\bos\.(?:Rename|Symlink|Link)\(/g, argument: 1 },
      { call: /\bos\.OpenFile\(/g, mode: /^[^;\n]{0,300}\bO_(?:CREATE|WRONLY|APPEND|RDWR|TRUNC)\b/ },
      { call: /\.(?:SaveUploadedFile|SaveFile)\(/g, argument: 1 },
      { call: /\bsql\.Open\("sqlite3?",/g },
      { call: /\b(?:sqlite|bolt|bbolt|buntdb)\.Open\(/g },
      { call: /\b(?:badger\.DefaultOptions|leveldb\.OpenFile|pebble\.Open)\(/g, isFolder: true },
      { call: /\blumberjack\.Logger\{\s{0,99}Filename:/g },
    ],
  },
  {
    name: "Java",
    sources: /\.(?:java|kt|scala|groovy)$/,
    besides: /(?:^|\/)(?:src\/[a-z]{0,20}[tT]est|buildSrc|target|build)\//,
    programs: /^java$/,
    images:
      /(?:^|\/)(?:maven|gradle|eclipse-temurin|openjdk|amazoncorretto|ibm-semeru-runtimes|sapmachine|zulu-openjdk|liberica\w*|java\d*-\w+)$/,
    comment: "//",
    calls: [
      { call: /\b(?:FileWriter|FileOutputStream|FileHandler)\(/g },
      { call: /\bPrintWriter\(/g, isUnsure: true },
      { call: /\bRandomAccessFile\(/g, mode: /^[^;\n]{0,200}"rw/ },
      { call: /\bFiles\.(?:write|writeString|createFile|newBufferedWriter|newOutputStream)\(/g },
      { call: /\bFiles\.createDirector(?:y|ies)\(/g, isFolder: true },
      { call: /\bFiles\.(?:copy|move)\(/g, argument: 1, isUnsure: true },
      { call: /\.transferTo\(/g, isUnsure: true },
    ],
  },
  {
    name: "Ruby",
    sources: /\.(?:rb|ru)$|(?:^|\/)Rakefile$/,
    besides: /(?:^|\/)(?:spec|test|features|vendor|db\/migrate)\//,
    programs: /^(?:ruby|rails|bundle|rackup|puma|unicorn|sidekiq|rake|thin|falcon)$/,
    images: /(?:^|\/)(?:ruby|jruby)$/,
    comment: "#",
    calls: [
      { call: /\b(?:File|IO)\.(?:write|binwrite)(?:\(|[ \t])/g },
      { call: /\b(?:File|CSV|Zlib::GzipWriter)\.(?:open|new)(?:\(|[ \t])/g, isOpening: true },
      { call: /\b(?:FileUtils\.(?:mkdir_p|mkdir|makedirs)|Dir\.mkdir)(?:\(|[ \t])/g, isFolder: true },
      { call: /\bFileUtils\.touch(?:\(|[ \t])/g },
      { call: /\bFileUtils\.(?:cp|cp_r|mv|copy|move)(?:\(|[ \t])/g, argument: 1 },
      // puma.io/puma/Puma/DSL.html, and that of Unicorn.
      {
        call: /^[ \t]{0,16}(?:pidfile|state_path|stdout_redirect|stdout_path|stderr_path)(?:\(|[ \t])/gm,
        isUnsure: true,
      },
      { call: /^[ \t]{0,16}stdout_redirect(?:\(|[ \t])/gm, argument: 1, isUnsure: true },
      { call: /^[ \t]{0,16}bind(?:\(|[ \t])(?=["']unix:)/gm, isUnsure: true },
      { call: /^[ \t]{0,16}(?:pid|listen)(?:\(|[ \t])(?=["']\/)/gm, isUnsure: true },
      { call: /\bLogger\.new(?:\(|[ \t])/g, isUnsure: true },
      { call: /\b(?:SQLite3::Database|PStore|YAML::Store)\.(?:new|open)(?:\(|[ \t])/g },
    ],
  },
  {
    name: "PHP",
    sources: /\.php$/,
    besides: /(?:^|\/)(?:tests?|vendor|database\/migrations)\//,
    programs: /^(?:php[\d.]*|artisan|frankenphp)$/,
    images: /(?:^|\/)(?:php|frankenphp)$/,
    comment: "//",
    calls: [
      { call: /\b(?:file_put_contents|touch)\(/g },
      { call: /\bmkdir\(/g, isFolder: true },
      { call: /\bfopen\(/g, isOpening: true },
      { call: /\b(?:move_uploaded_file|copy|rename)\(/g, argument: 1 },
      { call: /\bnew \\?(?:SQLite3|PharData)\(/g },
      { call: /\bnew \\?(?:\w{1,30}\\){0,4}(?:Rotating|Stream)(?:File)?Handler\(/g, isUnsure: true },
    ],
  },
  {
    name: "Rust",
    sources: /\.rs$/,
    besides: /(?:^|\/)(?:target|tests|benches|examples)\/|(?:^|\/)build\.rs$/,
    images: /(?:^|\/)rust$/,
    comment: "//",
    calls: [
      { call: /\bFile::create(?:_new)?\(/g },
      { call: /\bfs::write\(/g },
      { call: /\b(?:fs::)?create_dir(?:_all)?\(/g, isFolder: true },
      { call: /\bfs::(?:copy|rename)\(/g, argument: 1 },
      {
        call: /\bOpenOptions::new\(\)[^;(]{0,40}(?:\.\w{1,12}\((?:true|false|0o\d{3,4})\)\s{0,40}){0,8}\.open\(/g,
      },
      { call: /\b(?:rusqlite::)?Connection::open\(/g },
      { call: /\bsled::open\(/g, isFolder: true },
      { call: /\brolling::(?:daily|hourly|minutely|never)\(/g, isFolder: true },
    ],
  },
];

/** Methods of what names a path, by which it is written: `new File("data").mkdirs()`, `File("a").writeText("")`. */
export const writingMethods =
  /\bFile\(([^()\n]{1,120})\)\.(mkdirs?|createNewFile|writeText|appendText|writeBytes|printWriter|bufferedWriter|outputStream)\(/g;

/** Strings that name the file of a database, whose first group is its path; any language has them. */
export const databaseAddresses: readonly RegExp[] = [
  /["'`;](?:Data Source|DataSource|Filename)[ \t]{0,5}=[ \t]{0,5}([^;"'`\n{$]{1,200})(?=["'`;])/gi,
  /["'`](?:jdbc:)?sqlite3?:(?:\/\/)?(?!:|file:|memory)([^?"'`\n{$]{1,200})(?=["'`?])/g,
  /["'`]jdbc:h2:(?:file:)?(?!(?:mem|tcp|ssl|zip|nio\w{0,9}|split|res\w{0,9}|file):|~)([^;"'`\n{$]{1,200})(?=["'`;])/g,
];

/** Functions by the last words of their names, and what they give. */
export const pathFunctions = {
  /** Their arguments, one below the other. */
  joining:
    /(?:^|[.:])(?:Join|Combine|join|Paths\.get|Path\.of|File|FileInfo|DirectoryInfo|Pathname|Path::new|PathBuf::from|resolve|Path)$/,
  /** Their first argument. */
  identical:
    /(?:^|[.:>])(?:GetFullPath|Abs|Clean|FromSlash|realpath|String::from|str|Path::new|Open|Sprintf|format|sprintf|MapPath|NewPath)!?$/,
  /** A folder for temporary files. */
  temporary:
    /(?:GetTempPath|GetTempFileName|TempDir|tmpdir|sys_get_temp_dir|tempnam|temp_dir|createTempFile|createTempDirectory|MkdirTemp|CreateTemp|mktmpdir|tempdir)$/,
  /** The folder that the program was started in, or lies in. */
  working:
    /(?:GetCurrentDirectory|CurrentDirectory|BaseDirectory|ContentRootPath|Getwd|getcwd|Dir\.pwd|current_dir|Rails\.root|base_path|projectDir)$/,
  /** A variable of the environment by the first argument, else the second. */
  environment:
    /(?:Getenv|LookupEnv|GetEnvironmentVariable|getenv|ENV\.fetch|(?:^|[.:])env|env::var|env::var_os|[gG]et_?[eE]nv\w{0,20}|envOr\w{0,20}|env_or\w{0,20}|GetValue)!?$/,
} as const;
