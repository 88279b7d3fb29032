import Primitives

/// The texts of `examledger help TOPIC`.
enum HelpTopics {
    static let formats = Phrase(
        en: """
            Statements are UTF-8 JSON objects; their bytes are signed and kept as they are.
            Envelopes are DSSE v1.0.2, one JSON object a line (NDJSON), one Ed25519 signature.
            Entries are leaves of an RFC 6962 tree; checkpoints are C2SP signed notes.
            A release certificate is JSON (examledger-certificate/1): a DSSE envelope with one signature an officer, the
            checkpoint's note, entry 0 and the trust stream with their inclusion.
            Key files are one line in the form of Go's sumdb/note; secret ones have mode 0600.
            Receipts are C2SP tlog-proof files (.tlog-proof); extra is the entry.
            Proofs of growth are text: examledger-consistency/1, a line "old SIZE ROOT", a line "new SIZE ROOT",
            the hashes of RFC 6962 §2.1.2 a line each, an empty line, the checkpoint over the larger size if any.
            Proofs of streams and bundles are JSON: examledger-stream/1, examledger-bundle/1 (docs/bundle.schema.json).
            What a statement may say: examledger catalogue; JSON Schema documents: schemas/.
            """,
        zh: """
            陈述是 UTF-8 JSON 对象，其字节按原样签名并保存。
            信封采用 DSSE v1.0.2，每行一个 JSON 对象（NDJSON），一个 Ed25519 签名。
            条目是 RFC 6962 树的叶子；检查点采用 C2SP 签名笔记。
            公布证书是 JSON（examledger-certificate/1）：每名人员一个签名的 DSSE 信封，附检查点笔记、第 0 条和信任流及其包含证明。
            密钥文件为一行，采用 Go sumdb/note 的形式；私钥文件权限为 0600。
            回执采用 C2SP tlog-proof 文件（.tlog-proof）；extra 为条目本身。
            增长证明为文本：examledger-consistency/1，一行“old 大小 根”，一行“new 大小 根”，
            RFC 6962 §2.1.2 的哈希每行一个，空行，其后为对较大者的检查点（如有）。
            流的证明与历史包为 JSON：examledger-stream/1、examledger-bundle/1（docs/bundle.schema.json）。
            陈述可用的内容见 examledger catalogue；JSON Schema 文档见 schemas/。
            """)

    static let environment = Phrase(
        en: """
            EXAMLEDGER_DIR        the ledger's folder, where --ledger is not given
            LC_ALL, LC_MESSAGES,
            LANG                  the language: Chinese where it begins with zh
            NO_COLOR              no colour
            EXAMLEDGER_PAGER,
            PAGER                 the pager for long output on a terminal
            """,
        zh: """
            EXAMLEDGER_DIR        未给出 --ledger 时的账本文件夹
            LC_ALL、LC_MESSAGES、
            LANG                  语言：以 zh 开头时为中文
            NO_COLOR              不使用颜色
            EXAMLEDGER_PAGER、
            PAGER                 终端上长输出所用的分页程序
            """)

    static let concepts = Phrase(
        en: """
            statement   what an actor says: one signed JSON object
            envelope    how a statement travels, with its signature
            entry       a statement at its place in the log: a leaf of the tree
            stream      the entries about one thing: a candidate, a sitting, an exam, trust, the ledger
            checkpoint  the signed size and root of the log; kept elsewhere, it shows that nothing was changed
            t(x), o(x)  the ledger's time of an event, and the device's time corrected by its heartbeat
            finding     what a rule found, with the events it rests on
            """,
        zh: """
            陈述（statement）    陈述人所说的内容：一个签名的 JSON 对象
            信封（envelope）     陈述连同签名的传输形式
            条目（entry）        陈述在日志中的位置：树的一片叶子
            流（stream）         关于同一对象的条目：考生、场次、考试、信任、账本
            检查点（checkpoint） 日志大小与根的签名；保存在别处即可证明内容未被更改
            t(x)、o(x)           事件的账本时间，以及按心跳校正的设备时间
            审计发现（finding）  规则得出的结果及其依据的事件
            """)
}
