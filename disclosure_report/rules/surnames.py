"""Common surnames, for the rules on personal data; those that are also everyday words of reports are left out."""

#: As a character class of a pattern. Without 高 方 于 任 常 时 万 成 明 连 应 管 安 能 全 等: they begin other words.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜"
    "范石姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙段雷钱汤尹黎易武贺赖龚"
)
