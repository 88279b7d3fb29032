import Primitives

/// New files of a published log, written in full beside it before any of them gets its name.
///
/// Their bytes are durable when they are staged. Placing them gives each its name, at one stroke and never over
/// another file; a file that is there already must hold the same bytes.
struct StagedFiles {
    static let folderName = ".publishing"

    private let root: Folder
    private let staging: Folder
    private let step: (String) throws(LedgerError) -> Void
    private var files: [String] = []

    /// Begins anew in a folder; what an interrupted run staged is dropped.
    ///
    /// - Parameter step: Called after each step that changed the folder.
    init(_ root: Folder, step: @escaping (String) throws(LedgerError) -> Void) throws(LedgerError) {
        self.root = root
        self.step = step
        try root.removeWithFiles(StagedFiles.folderName)
        staging = try root.made(StagedFiles.folderName)
        try step("made " + StagedFiles.folderName)
    }

    /// How many files were staged.
    var count: Int { files.count }

    /// Writes a file that will get a path of the published log.
    mutating func stage(_ bytes: [UInt8], as path: String) throws(LedgerError) {
        try staging.write(bytes, to: String(files.count))
        files.append(path)
        try step("staged " + path)
    }

    /// Gives each file its name; all names are durable on return.
    ///
    /// - Throws: `publication.differs` at a file that is there with other bytes.
    func place() throws(LedgerError) {
        var touched: [String: Folder] = [:]
        for (number, path) in files.enumerated() {
            let (folder, name) = try place(of: path)
            if try !staging.link(String(number), as: name, in: folder) {
                try checkSame(String(number), name, in: folder, path)
            }
            touched[folder.path] = folder
            try step("placed " + path)
            // Few folders are held open at a time, however many files there are.
            if touched.count == 64 { try synchronise(&touched) }
        }
        try synchronise(&touched)
        for number in files.indices { try staging.remove(String(number)) }
    }

    /// Puts a file in the place of the one before, and takes the staging folder away.
    func replace(_ name: String, by bytes: [UInt8]) throws(LedgerError) {
        try staging.write(bytes, to: name)
        try step("staged " + name)
        try staging.move(name, over: name, in: root)
        try root.synchronise()
        try step("placed " + name)
        try end()
    }

    /// Takes the staging folder away.
    func end() throws(LedgerError) {
        try root.removeWithFiles(StagedFiles.folderName)
        try root.synchronise()
        try step("removed " + StagedFiles.folderName)
    }

    private func synchronise(_ folders: inout [String: Folder]) throws(LedgerError) {
        for folder in folders.values { try folder.synchronise() }
        folders.removeAll(keepingCapacity: true)
        try step("synchronised")
    }

    private func place(of path: String) throws(LedgerError) -> (folder: Folder, name: String) {
        var names = path.split(separator: "/").map(String.init)
        let last = names.removeLast()
        var folder = root
        for name in names { folder = try folder.made(name) }
        return (folder, last)
    }

    private func checkSame(
        _ staged: String, _ name: String, in folder: Folder, _ path: String
    ) throws(LedgerError) {
        guard case .bytes(let new) = staging.read(staged, limit: PublishedFolder.bundleLimit),
            case .bytes(let old) = folder.read(name, limit: PublishedFolder.bundleLimit), old == new
        else { throw .publishedDiffers(path) }
    }
}
