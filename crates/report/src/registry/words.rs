//! The words of registries: column heads and classes, in English and Chinese.

/// A column of a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The filing number.
    Filing,
    /// The project's name.
    Name,
    /// Who runs it.
    Operator,
    /// The declared class.
    Class,
    /// The declared platform.
    Platform,
    /// The network's name, key or chain id.
    Network,
    /// The chain id, where it has a column of its own.
    ChainId,
    /// Where it can be reached.
    Endpoints,
    /// The hash of the genesis block.
    Genesis,
    /// Whom to ask.
    Contact,
}

impl Column {
    /// Every column, in the order of the examples.
    pub const ALL: [Column; 10] = [
        Column::Filing,
        Column::Name,
        Column::Operator,
        Column::Class,
        Column::Platform,
        Column::Network,
        Column::ChainId,
        Column::Endpoints,
        Column::Genesis,
        Column::Contact,
    ];

    /// The name in TOML and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Column::Filing => "filing",
            Column::Name => "name",
            Column::Operator => "operator",
            Column::Class => "class",
            Column::Platform => "platform",
            Column::Network => "network",
            Column::ChainId => "chain_id",
            Column::Endpoints => "endpoints",
            Column::Genesis => "genesis",
            Column::Contact => "contact",
        }
    }

    /// Whether every project must have it.
    pub fn is_required(self) -> bool {
        matches!(
            self,
            Column::Filing | Column::Name | Column::Class | Column::Platform | Column::Endpoints
        )
    }

    /// The heads that are understood, in plain form ([`plain`]).
    fn heads(self) -> &'static [&'static str] {
        match self {
            Column::Filing => &[
                "filing",
                "filingnumber",
                "filingno",
                "registrationnumber",
                "recordnumber",
                "id",
                "备案号",
                "备案编号",
                "登记号",
                "登记编号",
                "编号",
                "项目编号",
            ],
            Column::Name => &["name", "project", "projectname", "项目名称", "项目", "名称"],
            Column::Operator => &[
                "operator",
                "organisation",
                "organization",
                "company",
                "运营单位",
                "运营方",
                "运营主体",
                "单位",
                "单位名称",
                "主体名称",
            ],
            Column::Class => &[
                "class",
                "declaredclass",
                "chaintype",
                "type",
                "类型",
                "链类型",
                "链类别",
                "类别",
                "申报类别",
                "申报类型",
                "区块链类型",
            ],
            Column::Platform => {
                &["platform", "平台", "底层平台", "技术平台", "底层技术平台", "区块链平台"]
            }
            Column::Network => &[
                "network",
                "networkorchainid",
                "networkname",
                "chain",
                "网络",
                "网络名称",
                "网络或链id",
                "网络标识",
                "链名称",
            ],
            Column::ChainId => &["chainid", "链id", "链标识", "链编号"],
            Column::Endpoints => &[
                "endpoints",
                "endpoint",
                "nodes",
                "addresses",
                "address",
                "端点",
                "节点",
                "节点地址",
                "服务地址",
                "接入地址",
                "地址",
            ],
            Column::Genesis => &[
                "genesis",
                "genesishash",
                "genesisblock",
                "创世区块",
                "创世块",
                "创世区块哈希",
                "创世块哈希",
            ],
            Column::Contact => &["contact", "联系人", "联系方式", "联系电话"],
        }
    }

    /// The first Chinese head.
    pub fn chinese(self) -> &'static str {
        self.heads().iter().find(|head| !head.is_ascii()).copied().unwrap_or_default()
    }

    /// The column of a head.
    pub fn of(head: &str) -> Option<Column> {
        let head = plain(head);
        Column::ALL.into_iter().find(|column| column.heads().contains(&head.as_str()))
    }

    /// The head that is most like this one, where one is alike at all.
    pub fn nearest(head: &str) -> Option<&'static str> {
        nearest(&plain(head), Column::ALL.iter().flat_map(|column| column.heads().iter().copied()))
    }
}

/// What a project says its chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeclaredClass {
    /// A consortium's chain, whose members are admitted.
    Permissioned,
    /// One organisation's own chain: admitted members, or an instance of its own.
    Private,
    /// A public chain with a coin.
    Coin,
    /// A developer's instance.
    Local,
}

impl DeclaredClass {
    const ALL: [DeclaredClass; 4] = [
        DeclaredClass::Permissioned,
        DeclaredClass::Private,
        DeclaredClass::Coin,
        DeclaredClass::Local,
    ];

    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            DeclaredClass::Permissioned => "permissioned",
            DeclaredClass::Private => "private",
            DeclaredClass::Coin => "coin",
            DeclaredClass::Local => "local",
        }
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            DeclaredClass::Permissioned => &[
                "permissioned",
                "consortium",
                "consortiumchain",
                "alliance",
                "联盟链",
                "联盟",
                "许可链",
                "联盟区块链",
            ],
            DeclaredClass::Private => {
                &["private", "privatechain", "私有链", "专有链", "私链", "专用链"]
            }
            DeclaredClass::Coin => {
                &["coin", "public", "publicchain", "permissionless", "公链", "公有链", "公共链"]
            }
            DeclaredClass::Local => {
                &["local", "development", "developer", "本地链", "本地", "开发链"]
            }
        }
    }

    /// The class of a word.
    pub fn of(word: &str) -> Option<DeclaredClass> {
        let word = plain(word);
        DeclaredClass::ALL.into_iter().find(|class| class.names().contains(&word.as_str()))
    }

    /// The word that is most like this one, where one is alike at all.
    pub fn nearest(word: &str) -> Option<&'static str> {
        let names = DeclaredClass::ALL.iter().flat_map(|class| class.names().iter().copied());
        nearest(&plain(word), names)
    }
}

/// A word without what people write differently: case, blanks, hyphens, brackets and what stands
/// inside them.
pub fn plain(text: &str) -> String {
    let text = text.split(['(', '（', '[', '【']).next().unwrap_or_default();
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The nearest of several words, where it is alike enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| {
            let length = name.chars().count().max(word.chars().count());
            *distance * 3 <= length.max(3)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_in_both_languages_however_they_are_written() {
        for (head, column) in [
            ("Filing Number", Column::Filing),
            ("备案编号", Column::Filing),
            ("declared_class", Column::Class),
            ("链类型", Column::Class),
            ("网络或链ID", Column::Network),
            ("chain-id", Column::ChainId),
            ("节点地址（可多个）", Column::Endpoints),
            ("Genesis hash (optional)", Column::Genesis),
        ] {
            assert_eq!(Column::of(head), Some(column), "{head}");
        }
        assert_eq!(Column::of("budget"), None);
        assert_eq!(Column::nearest("endpionts"), Some("endpoints"));
        assert_eq!(Column::nearest("budget"), None);
    }

    #[test]
    fn no_name_means_two_things() {
        let mut all: Vec<&str> =
            Column::ALL.iter().flat_map(|column| column.heads().iter().copied()).collect();
        let heads = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), heads);
    }
}
