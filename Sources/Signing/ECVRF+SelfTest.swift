internal import Primitives

extension ECVRF {
    /// RFC 9381 appendix B.3, example 17, and the same proof with a point of order two added to its Gamma.
    enum SelfTest {
        private static let publicKey = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
        private static let alpha: [UInt8] = [0x72]
        private static let gamma = "f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed593"
        private static let mixedGamma = "faeae32c7d23bd6f62e613aeefb961b0151e7cff16b0cfba6f542312b7512a6c"
        private static let rest =
            "3bf0864a62558b3ed7f2fea45c92a465301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02"
        private static let beta =
            "eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb"
            + "5e33821bc613efb94db5e5b54c70a848a0bef4553a41befc57663b56373a5031"

        /// Whether the sound proof proves its output, and the other is refused for its Gamma already.
        ///
        /// The challenge would refuse it too; a forger who knows the key would see to it that it does not.
        static var passes: Bool {
            guard let key = Digest(hex: publicKey).map(VRFPublicKey.init), let sound = VRFProof(hex: gamma + rest),
                let mixed = VRFProof(hex: mixedGamma + rest)
            else { return false }
            return key.verify(sound, over: alpha.span)?.hex == beta
                && key.verify(mixed, over: alpha.span) == nil && !mixed.gamma.isSound
        }
    }
}
