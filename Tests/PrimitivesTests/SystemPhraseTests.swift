import Glibc
import Primitives
import Testing

@Suite("A failure of the system")
struct SystemPhraseTests {
    @Test(
        "is said in the system's words in English and in ours, with the name of the failure, in Chinese",
        arguments: [
            (ENOENT, "ENOENT"), (EACCES, "EACCES"), (ENOSPC, "ENOSPC"), (EROFS, "EROFS"), (EMFILE, "EMFILE"),
            (EFBIG, "EFBIG"), (EIO, "EIO"), (EEXIST, "EEXIST"), (EISDIR, "EISDIR"), (ENOTDIR, "ENOTDIR"),
        ])
    func known(number: Int32, name: String) {
        let phrase = Phrase.system(number)
        #expect(phrase.en == String(cString: strerror(number)))
        #expect(phrase.zh.hasSuffix("（\(name)）"))
        #expect(phrase.zh.contains(/^\p{Han}/) && !phrase.zh.contains(phrase.en))
    }

    @Test("that has no words of ours is told by its number, and as the system says it")
    func other() {
        let phrase = Phrase.system(EXDEV)
        #expect(phrase.zh.contains(phrase.en) && phrase.zh.contains("\(EXDEV)"))
    }
}
